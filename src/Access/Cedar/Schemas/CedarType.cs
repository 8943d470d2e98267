using System.Collections.Immutable;

namespace Carelake.Access.Cedar;

/// <summary>A type of the validator. Booleans that are always the same are types of their own, so that unreachable parts are not judged.</summary>
internal abstract record CedarType
{
    public static readonly BoolType Bool = new(null);
    public static readonly BoolType True = new(true);
    public static readonly BoolType False = new(false);
    public static readonly SimpleType Long = new(CedarValueKind.Long, "Long");
    public static readonly SimpleType String = new(CedarValueKind.String, "String");
    public static readonly SimpleType Decimal = new(CedarValueKind.Decimal, "decimal");
    public static readonly SimpleType Ip = new(CedarValueKind.Ip, "ipaddr");
    public static readonly SimpleType Datetime = new(CedarValueKind.Datetime, "datetime");
    public static readonly SimpleType Duration = new(CedarValueKind.Duration, "duration");

    /// <summary>The type of a kind that has just one.</summary>
    public static CedarType OfKind(CedarValueKind kind) => kind switch
    {
        CedarValueKind.Bool => Bool,
        CedarValueKind.Long => Long,
        CedarValueKind.String => String,
        CedarValueKind.Decimal => Decimal,
        CedarValueKind.Ip => Ip,
        CedarValueKind.Datetime => Datetime,
        _ => Duration,
    };

    /// <summary>The narrowest type that holds values of both.</summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    public static CedarType? Join(CedarType left, CedarType right) => (left, right) switch
    {
        (BoolType a, BoolType b) => a.Known == b.Known ? a : Bool,
        (SetType a, SetType b) => Join(a.Element, b.Element) is { } element ? new SetType(element) : null,
        (RecordType a, RecordType b) => JoinRecords(a, b),
        _ => left.Equals(right) ? left : null,
    };

    private static RecordType? JoinRecords(RecordType left, RecordType right)
    {
        if (left.Attributes.Count != right.Attributes.Count) return null;
        var attributes = ImmutableSortedDictionary.CreateBuilder<string, AttributeType>(StringComparer.Ordinal);
        foreach (var (name, attribute) in left.Attributes)
        {
            if (!right.Attributes.TryGetValue(name, out var other) || other.IsRequired != attribute.IsRequired) return null;
            if (Join(attribute.Type, other.Type) is not { } type) return null;
            attributes.Add(name, new(type, attribute.IsRequired));
        }
        return new(attributes.ToImmutable());
    }
}

/// <summary>A boolean.</summary>
/// <param name="Known">Its value when it is always the same.</param>
internal sealed record BoolType(bool? Known) : CedarType
{
    public override string ToString() => "Bool";
}

/// <summary>A number, a text or an extension.</summary>
internal sealed record SimpleType(CedarValueKind Kind, string Name) : CedarType
{
    public override string ToString() => Name;
}

/// <summary>A set.</summary>
/// <param name="Element">Type of its members.</param>
internal sealed record SetType(CedarType Element) : CedarType
{
    public override string ToString() => $"Set<{Element}>";
}

/// <summary>An entity of a type.</summary>
internal sealed record EntityReferenceType(string Name) : CedarType
{
    public override string ToString() => Name;
}

/// <summary>An attribute's type, and whether it is always there.</summary>
internal readonly record struct AttributeType(CedarType Type, bool IsRequired);

/// <summary>A record with just these attributes.</summary>
internal sealed record RecordType(ImmutableSortedDictionary<string, AttributeType> Attributes) : CedarType
{
    public static readonly RecordType Empty = new(ImmutableSortedDictionary.Create<string, AttributeType>(StringComparer.Ordinal));

    public bool Equals(RecordType? other) => other is not null && Attributes.SequenceEqual(other.Attributes);

    public override int GetHashCode() => Attributes.Count;

    public override string ToString() =>
        $"{{{string.Join(", ", Attributes.Select(item => $"{CedarText.Name(item.Key)}{(item.Value.IsRequired ? "" : "?")}: {item.Value.Type}"))}}}";
}
