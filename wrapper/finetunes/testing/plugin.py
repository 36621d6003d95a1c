"""The pytest plugin of finetunes: fixtures for those who test code that uses it."""
