using Carelake.DuckDb.Native;
using Carelake.DuckDb.Vectors;

namespace Carelake.DuckDb;

/// <summary>Reads a result chunk by chunk, column by column, without a copy: the fastest way out.</summary>
public sealed class DuckDbChunkReader : IDisposable
{
    private readonly StatementRun _run;
    private readonly ResultStream _result;
    private readonly VectorView[] _views;
    private ChunkHandle? _chunk;

    internal DuckDbChunkReader(StatementRun run, bool streaming)
    {
        _run = run;
        try
        {
            _result = run.Next(streaming) ?? throw new InvalidOperationException("No statement of the text gives rows.");
        }
        catch
        {
            run.Dispose();
            throw;
        }

        _views = [.. _result.Columns.Select(column => new VectorView(column.Type))];
    }

    /// <summary>Name and type of each column.</summary>
    public IReadOnlyList<DuckDbField> Columns => _result.Columns;

    /// <summary>Rows of the current chunk, 1 to 2048; 0 before the first and after the last.</summary>
    public int Count { get; private set; }

    /// <summary>Goes to the next chunk; what was taken from the one before is gone.</summary>
    /// <exception cref="DuckDbException">The query failed on the way.</exception>
    /// <exception cref="OperationCanceledException">The token stopped it.</exception>
    public bool Read()
    {
        _chunk?.Dispose();
        _chunk = null;
        Count = 0;
        _chunk = _result.Next();
        if (_chunk is null) return false;
        Count = (int)Api.duckdb_data_chunk_get_size(_chunk);
        for (var i = 0; i < _views.Length; i++) _views[i].Attach(Api.duckdb_data_chunk_get_vector(_chunk, (ulong)i));
        return true;
    }

    /// <summary>A column of the current chunk.</summary>
    public DuckDbColumn Column(int ordinal) => Count > 0
        ? new(_views[ordinal], Count)
        : throw new InvalidOperationException("There is no current chunk: call Read first.");

    /// <summary>Lets go of the result; rows not read are not computed.</summary>
    public void Dispose()
    {
        _chunk?.Dispose();
        _chunk = null;
        Count = 0;
        _result.Dispose();
        _run.Dispose();
    }
}
