namespace Carelake.Tests.Models;

/// <summary>The unit tests of one model: a file <c>tests/Models/NAME.yml</c>.</summary>
internal sealed record ModelCases
{
    /// <summary>The table the model makes.</summary>
    public required string Model { get; init; }

    /// <summary>The cases.</summary>
    public required IReadOnlyList<ModelCase> Cases { get; init; }
}

/// <summary>Rows that a model is given, and rows that it must make of them.</summary>
internal sealed record ModelCase
{
    /// <summary>What is so, as a sentence.</summary>
    public required string Name { get; init; }

    /// <summary>Rows by table; a column that is left out is NULL, and a silver row is the current one unless it says otherwise.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string?>>> Given { get; init; }

    /// <summary>Which rows of the result the case is about; all when left out.</summary>
    public string? Where { get; init; }

    /// <summary>Those rows, by the columns the case is about; any order.</summary>
    public required IReadOnlyList<IReadOnlyDictionary<string, string?>> Expect { get; init; }
}
