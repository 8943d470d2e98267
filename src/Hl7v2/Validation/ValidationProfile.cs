using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.Hl7v2;

/// <summary>
/// Rules for messages, as data: the standard's liberal ones, changed by what one sender and one receiver agreed (HL7 v2.5.1 section 2.B). Read from JSON by
/// <see cref="Parse"/>.
/// </summary>
public sealed partial record ValidationProfile
{
    private static readonly Lazy<ValidationProfile> LazyStandard = new(ReadStandard);

    /// <summary>What Carelake checks without a profile: strict on the header, warnings on the rest.</summary>
    public static ValidationProfile Standard => LazyStandard.Value;

    /// <summary>For people.</summary>
    public string Name { get; init; } = "";

    /// <summary>Segments that must be there, by event: <c>ADT^A01</c>, <c>ADT^*</c> or <c>*</c>.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> RequiredSegments { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Rules by path without occurrence or repetition: <c>PID-3</c>, <c>PID-5.1</c>.</summary>
    public ImmutableDictionary<string, FieldRule> Fields { get; init; } = ImmutableDictionary<string, FieldRule>.Empty;

    /// <summary>Codes of tables, by four digits; in place of the standard's.</summary>
    public ImmutableDictionary<string, ImmutableHashSet<string>> Tables { get; init; } = ImmutableDictionary<string, ImmutableHashSet<string>>.Empty;

    /// <summary>Tables of the standard that are checked wherever a field uses them.</summary>
    public ImmutableHashSet<string> CheckedTables { get; init; } = [];

    /// <summary>How much a finding matters, by its code.</summary>
    public ImmutableDictionary<string, Severity> Severities { get; init; } = ImmutableDictionary<string, Severity>.Empty;

    /// <summary>What the receiver takes at all.</summary>
    public ReceiverRules Receiver { get; init; } = ReceiverRules.Default;

    /// <summary>The severity of a finding.</summary>
    internal Severity SeverityOf(string code) => Severities.GetValueOrDefault(code, Severity.Warning);

    /// <summary>The codes of a table: the profile's, else the standard's if it is one to be checked; <see langword="null"/> when any value goes.</summary>
    internal Func<string, bool>? CodesOf(string table, bool isAsked)
    {
        if (Tables.TryGetValue(table, out var own)) return own.Contains;
        return (isAsked || CheckedTables.Contains(table)) && Hl7Definitions.Table(table) is { } codes ? codes.ContainsKey : null;
    }
}
