"""What readers say of stories and of lists: buttons on cards and recommendations, the shelf, block lists."""
