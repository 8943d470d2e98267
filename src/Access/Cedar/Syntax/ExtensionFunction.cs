using System.Collections.Frozen;

namespace Carelake.Access.Cedar;

/// <summary>A function of an extension type.</summary>
/// <param name="Name">As policies write it.</param>
/// <param name="IsConstructor">Called by name with a text; the others are methods of their first argument.</param>
/// <param name="First">Kind of the first argument.</param>
/// <param name="Second">Kind of the second argument; <see langword="null"/> when there is none.</param>
/// <param name="Result">Kind of what it gives.</param>
/// <param name="Body">What it does with arguments of the right kinds.</param>
internal sealed record ExtensionFunction(
    string Name, bool IsConstructor, CedarValueKind First, CedarValueKind? Second, CedarValueKind Result, Func<CedarValue, CedarValue, CedarValue> Body)
{
    private static readonly CedarValue BadLiteral = CedarValue.Of(EvaluationError.Literal);
    private static readonly CedarValue Overflow = CedarValue.Of(EvaluationError.Overflow);

    /// <summary>Every function, by name.</summary>
    public static FrozenDictionary<string, ExtensionFunction> All { get; } = Functions().ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    /// <summary>Number of arguments, the one before the dot included.</summary>
    public int Arity => Second is null ? 1 : 2;

    /// <summary>The function over values, none of them an error.</summary>
    public CedarValue Apply(CedarValue first, CedarValue second) =>
        first.Kind != First || (Second is { } kind && second.Kind != kind) ? CedarValue.Of(EvaluationError.Type) : Body(first, second);

    private static IEnumerable<ExtensionFunction> Functions() =>
    [
        Constructor("decimal", CedarValueKind.Decimal, text => CedarDecimal.TryParse(text, out var value) ? CedarValue.OfDecimal(value) : BadLiteral),
        Constructor("ip", CedarValueKind.Ip, text => IpRange.Parse(text) is { } value ? CedarValue.Of(value) : BadLiteral),
        Constructor("datetime", CedarValueKind.Datetime, text => CedarTime.TryParseDatetime(text, out var value) ? CedarValue.OfDatetime(value) : BadLiteral),
        Constructor("duration", CedarValueKind.Duration, text => CedarTime.TryParseDuration(text, out var value) ? CedarValue.OfDuration(value) : BadLiteral),
        Comparison("lessThan", (left, right) => left < right),
        Comparison("lessThanOrEqual", (left, right) => left <= right),
        Comparison("greaterThan", (left, right) => left > right),
        Comparison("greaterThanOrEqual", (left, right) => left >= right),
        Ip("isIpv4", value => value.IsV4),
        Ip("isIpv6", value => !value.IsV4),
        Ip("isLoopback", value => value.IsLoopback),
        Ip("isMulticast", value => value.IsMulticast),
        new("isInRange", false, CedarValueKind.Ip, CedarValueKind.Ip, CedarValueKind.Bool, (left, right) => CedarValue.Of(left.Ip.IsWithin(right.Ip))),
        new("offset", false, CedarValueKind.Datetime, CedarValueKind.Duration, CedarValueKind.Datetime,
            (left, right) => Within((Int128)left.Number + right.Number, CedarValue.OfDatetime)),
        new("durationSince", false, CedarValueKind.Datetime, CedarValueKind.Datetime, CedarValueKind.Duration,
            (left, right) => Within((Int128)left.Number - right.Number, CedarValue.OfDuration)),
        new("toDate", false, CedarValueKind.Datetime, null, CedarValueKind.Datetime,
            (value, _) => CedarTime.ToDate(value.Number) is { } day ? CedarValue.OfDatetime(day) : Overflow),
        new("toTime", false, CedarValueKind.Datetime, null, CedarValueKind.Duration, (value, _) => CedarValue.OfDuration(CedarTime.ToTime(value.Number))),
        Unit("toMilliseconds", 1),
        Unit("toSeconds", 1_000),
        Unit("toMinutes", 60_000),
        Unit("toHours", 3_600_000),
        Unit("toDays", CedarTime.Day),
    ];

    private static ExtensionFunction Constructor(string name, CedarValueKind result, Func<string, CedarValue> parse) =>
        new(name, true, CedarValueKind.String, null, result, (text, _) => parse(text.Text));

    private static ExtensionFunction Comparison(string name, Func<long, long, bool> compare) =>
        new(name, false, CedarValueKind.Decimal, CedarValueKind.Decimal, CedarValueKind.Bool, (left, right) => CedarValue.Of(compare(left.Number, right.Number)));

    private static ExtensionFunction Ip(string name, Func<IpRange, bool> ask) =>
        new(name, false, CedarValueKind.Ip, null, CedarValueKind.Bool, (value, _) => CedarValue.Of(ask(value.Ip)));

    private static ExtensionFunction Unit(string name, long milliseconds) =>
        new(name, false, CedarValueKind.Duration, null, CedarValueKind.Long, (value, _) => CedarValue.Of(value.Number / milliseconds));

    private static CedarValue Within(Int128 value, Func<long, CedarValue> make) =>
        value < long.MinValue || value > long.MaxValue ? Overflow : make((long)value);
}
