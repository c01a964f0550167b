"""What people see of a story on its way in: the form, the preview with its forms, what came of it, bulk."""
