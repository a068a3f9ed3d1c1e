"""Migrates the database to the newest schema: before services start (`expand`) and after they run (`contract`)."""
