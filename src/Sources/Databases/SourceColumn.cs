namespace Carelake.Sources.Databases;

/// <summary>How one column of a source table is read.</summary>
/// <param name="Name">Its name in the source.</param>
/// <param name="Expression">What to select, with the name quoted.</param>
/// <param name="Type">The engine's type for it.</param>
/// <param name="Convert">From what the driver gives, never null, to what the type takes; null for no value.</param>
internal sealed record SourceColumn(string Name, string Expression, string Type, Func<object, object?> Convert);
