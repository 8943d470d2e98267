using Carelake.Access.Rows;
using Carelake.Core;

namespace Carelake.Access.Reading;

/// <summary>A column of an answer, and what the policies do to it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in Spark's words.</param>
/// <param name="Unit">Unit of its values; <see langword="null"/> when there is none.</param>
/// <param name="Description">What a value means; <see langword="null"/> when nobody said.</param>
/// <param name="Sensitivity">How closely it is guarded.</param>
/// <param name="IsRaw">It is as a source sent it, and may hold anything: it is shown only as the strictest class would be.</param>
public sealed record GovernedColumn(string Name, string Type, string? Unit, string? Description, SensitivityClass Sensitivity, bool IsRaw = false)
{
    /// <summary>What is done to its values; <see langword="null"/> when that differs from row to row.</summary>
    public Obligation? Shown { get; init; } = Obligation.None;
}
