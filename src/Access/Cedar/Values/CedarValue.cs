using System.Diagnostics;

namespace Carelake.Access.Cedar;

/// <summary>A value of the language, or the reason why there is none. A struct, so that evaluation allocates nothing for numbers, booleans and extension numbers.</summary>
public readonly struct CedarValue : IEquatable<CedarValue>
{
    private readonly object? _reference;
    private readonly long _number;

    private CedarValue(CedarValueKind kind, object? reference, long number)
    {
        Kind = kind;
        _reference = reference;
        _number = number;
    }

    /// <summary>True.</summary>
    public static CedarValue True { get; } = new(CedarValueKind.Bool, null, 1);

    /// <summary>False.</summary>
    public static CedarValue False { get; } = new(CedarValueKind.Bool, null, 0);

    /// <summary>What it holds; <see cref="CedarValueKind.Error"/> for <c>default</c>.</summary>
    public CedarValueKind Kind { get; }

    /// <summary>A boolean.</summary>
    public static CedarValue Of(bool value) => value ? True : False;

    /// <summary>A number.</summary>
    public static CedarValue Of(long value) => new(CedarValueKind.Long, null, value);

    /// <summary>A text.</summary>
    public static CedarValue Of(string value) => new(CedarValueKind.String, value, 0);

    /// <summary>The name of an entity.</summary>
    public static CedarValue Of(EntityUid value) => new(CedarValueKind.Entity, value, 0);

    /// <summary>A set.</summary>
    public static CedarValue Of(CedarSet value) => new(CedarValueKind.Set, value, 0);

    /// <summary>A record.</summary>
    public static CedarValue Of(CedarRecord value) => new(CedarValueKind.Record, value, 0);

    /// <summary>A decimal, in units of 0.0001.</summary>
    public static CedarValue OfDecimal(long tenThousandths) => new(CedarValueKind.Decimal, null, tenThousandths);

    /// <summary>A moment, in milliseconds since 1970-01-01 UTC.</summary>
    public static CedarValue OfDatetime(long milliseconds) => new(CedarValueKind.Datetime, null, milliseconds);

    /// <summary>A span, in milliseconds.</summary>
    public static CedarValue OfDuration(long milliseconds) => new(CedarValueKind.Duration, null, milliseconds);

    internal static CedarValue Of(IpRange value) => new(CedarValueKind.Ip, value, 0);

    internal static CedarValue Of(EvaluationError error) => new(CedarValueKind.Error, error, 0);

    /// <summary>There is no value.</summary>
    public bool IsError => Kind == CedarValueKind.Error;

    /// <summary>It is the boolean true.</summary>
    public bool IsTrue => Kind == CedarValueKind.Bool && _number != 0;

    /// <summary>It is the boolean false.</summary>
    public bool IsFalse => Kind == CedarValueKind.Bool && _number == 0;

    /// <summary>The number of a long, a decimal, a moment or a span, in the unit of its kind.</summary>
    public long Number => _number;

    /// <summary>The text of a string.</summary>
    public string Text => (string)_reference!;

    /// <summary>The name of an entity.</summary>
    public EntityUid Entity => (EntityUid)_reference!;

    /// <summary>The set.</summary>
    public CedarSet Set => (CedarSet)_reference!;

    /// <summary>The record.</summary>
    public CedarRecord Record => (CedarRecord)_reference!;

    internal IpRange Ip => (IpRange)_reference!;

    internal EvaluationError Error => (EvaluationError?)_reference ?? EvaluationError.NoValue;

    /// <summary>Equal in kind and content; sets ignore order.</summary>
    public static bool operator ==(CedarValue left, CedarValue right) => left.Equals(right);

    /// <summary>Not equal.</summary>
    public static bool operator !=(CedarValue left, CedarValue right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(CedarValue other)
    {
        if (Kind != other.Kind || _number != other._number) return false;
        return ReferenceEquals(_reference, other._reference) || (_reference is not null && _reference.Equals(other._reference));
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CedarValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _number, _reference);

    /// <summary>As a policy writes it.</summary>
    public override string ToString() => Kind switch
    {
        CedarValueKind.Bool => IsTrue ? "true" : "false",
        CedarValueKind.Long => $"{_number}",
        CedarValueKind.String => CedarText.Quote(Text),
        CedarValueKind.Entity or CedarValueKind.Set or CedarValueKind.Record => _reference!.ToString()!,
        CedarValueKind.Decimal => $"decimal(\"{CedarDecimal.Format(_number)}\")",
        CedarValueKind.Ip => $"ip(\"{Ip}\")",
        CedarValueKind.Datetime => _number == 0
            ? "datetime(\"1970-01-01\")"
            : $"datetime(\"1970-01-01\").offset(duration(\"{_number}ms\"))",
        CedarValueKind.Duration => $"duration(\"{_number}ms\")",
        CedarValueKind.Error => $"error: {Error.Message}",
        _ => throw new UnreachableException(),
    };
}
