using System.Data;
using System.Data.Common;

namespace Carelake.DuckDb;

/// <summary>A transaction: one snapshot of the database. Disposed without <see cref="Commit"/>, it is rolled back.</summary>
public sealed class DuckDbTransaction : DbTransaction
{
    private readonly DuckDbConnection _connection;
    private bool _isDone;

    internal DuckDbTransaction(DuckDbConnection connection)
    {
        _connection = connection;
        connection.Execute("BEGIN TRANSACTION");
    }

    /// <summary>Always a snapshot.</summary>
    public override IsolationLevel IsolationLevel => IsolationLevel.Snapshot;

    /// <inheritdoc/>
    protected override DbConnection? DbConnection => _isDone ? null : _connection;

    /// <inheritdoc/>
    /// <exception cref="DuckDbException">A conflict with another transaction, or a statement of this one failed; it is rolled back.</exception>
    public override void Commit() => End("COMMIT");

    /// <inheritdoc/>
    public override void Rollback() => End("ROLLBACK");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDone) Rollback();
        base.Dispose(disposing);
    }

    private void End(string sql)
    {
        if (_isDone) throw new InvalidOperationException("The transaction is over.");

        // The engine also ends the transaction when COMMIT fails.
        _isDone = true;
        _connection.CurrentTransaction = null;
        _connection.Execute(sql);
    }
}
