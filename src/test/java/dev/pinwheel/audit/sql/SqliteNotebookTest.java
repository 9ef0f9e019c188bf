package dev.pinwheel.audit.sql;

import dev.pinwheel.audit.Notebook;
import dev.pinwheel.audit.NotebookContract;

class SqliteNotebookTest extends NotebookContract {

    @Override
    protected Notebook begin() {
        return new SqliteNotebook();
    }
}
