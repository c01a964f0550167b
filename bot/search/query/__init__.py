"""The small language of the search box: what readers may write, how it is taken, and the words for what is wrong."""
