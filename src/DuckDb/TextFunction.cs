using Carelake.DuckDb.Native;

namespace Carelake.DuckDb;

/// <summary>A function of SQL that takes any number of texts and gives a BIGINT, computed for many rows at once.</summary>
/// <param name="arguments">The texts; NULL among them.</param>
/// <param name="results">Zeros, one a row, to be filled.</param>
public delegate void TextFunction(TextArguments arguments, Span<long> results);

/// <summary>The arguments of a <see cref="TextFunction"/>, one column each. Valid during the call.</summary>
public readonly unsafe ref struct TextArguments
{
    private readonly nint _chunk;

    internal TextArguments(nint chunk) => _chunk = chunk;

    /// <summary>Number of arguments.</summary>
    public int Count => (int)Api.CountOfArguments(_chunk);

    /// <summary>An argument in all rows.</summary>
    /// <param name="index">From 0.</param>
    public TextColumn this[int index] => new(Api.Argument(_chunk, (ulong)index));
}

/// <summary>One argument of a <see cref="TextFunction"/>. Valid during the call.</summary>
public readonly unsafe ref struct TextColumn
{
    private const int BitsPerWord = 64;

    private readonly StringValue* _values;
    private readonly ulong* _validity;

    internal TextColumn(nint vector)
    {
        _values = (StringValue*)Api.duckdb_vector_get_data(vector);
        _validity = Api.duckdb_vector_get_validity(vector);
    }

    /// <summary>The text of a row as UTF-8; empty where it is NULL.</summary>
    /// <param name="row">From 0; below the number of results.</param>
    public ReadOnlySpan<byte> this[int row] => StringValue.Span(_values + row);

    /// <summary>The row has no text.</summary>
    /// <param name="row">From 0; below the number of results.</param>
    public bool IsNull(int row) => _validity is not null && (_validity[row / BitsPerWord] >> (row % BitsPerWord) & 1) == 0;
}
