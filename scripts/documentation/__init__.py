"""The pages of docs/ that are made from the code, and what the site needs beside them."""
