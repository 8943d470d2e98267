namespace Carelake.DuckDb;

/// <summary>A named part of a STRUCT or UNION, and a column of a result.</summary>
/// <param name="Name">As the engine gives it.</param>
/// <param name="Type">Its type.</param>
public sealed record DuckDbField(string Name, DuckDbType Type);
