using System.Collections.Immutable;

namespace Carelake.Fhir.Flatten;

/// <summary>How the value of a column is written in FHIR and in the common data model.</summary>
public enum FlatKind
{
    /// <summary>The same text in both.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A decimal number, every digit kept.</summary>
    Decimal,

    /// <summary>The day of a date or dateTime.</summary>
    Date,

    /// <summary>The day, in UTC, of an instant.</summary>
    Day,

    /// <summary>A moment in UTC; nothing for a date without a time.</summary>
    Timestamp,

    /// <summary>The id of a resource of one type.</summary>
    Reference,

    /// <summary>A code with another name on each side.</summary>
    Code,
}

/// <summary>A column of a table.</summary>
/// <param name="Name">Column; for a filter or a fixed value, the value.</param>
/// <param name="Path">Where the value stands.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Argument">Resource type of a reference.</param>
/// <param name="Codes">FHIR and common data model, for codes.</param>
/// <param name="IsClosed">Codes that are not listed are dropped.</param>
public sealed record FlatColumn(
    string Name, ImmutableArray<FlatStep> Path, FlatKind Kind = FlatKind.Text, string Argument = "",
    ImmutableArray<KeyValuePair<string, string>> Codes = default, bool IsClosed = false);

/// <summary>One name of a path.</summary>
/// <param name="Name">Name of the JSON member.</param>
/// <param name="Index">Which item of a list, from 0.</param>
/// <param name="Key">Path in an item that picks it; empty when the index does.</param>
/// <param name="Value">The value that it must have.</param>
public sealed record FlatStep(string Name, int Index, ImmutableArray<FlatStep> Key, string Value);
