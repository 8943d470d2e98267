using System.Collections.Frozen;
using System.Collections.Immutable;
using Carelake.Fhir.Definitions;

namespace Carelake.Fhir.Validation.Quick;

/// <summary>What types need beyond their elements.</summary>
internal enum QuickKind
{
    Plain,
    Primitive,
    Resource,
    Reference,
    Coding,
    CodeableConcept,
    Attachment,

    /// <summary>Of this type nothing is decided here.</summary>
    Open,
}

/// <summary>One JSON name of a type, made ready for a validator.</summary>
internal sealed class QuickEntry
{
    public QuickEntry(JsonNameTable.Entry entry, QuickTables tables)
    {
        Name = entry.Name;
        Element = entry.Element;
        Choice = entry.Choice;
        IsCompanion = entry.IsCompanion;
        ElementName = tables.NameOf(entry.Element.Name);
        ChoiceName = tables.NameOf(entry.Choice.JsonName);
        IsContained = entry.Element.Name == "contained";
        Targets = entry.Choice.Targets.IsEmpty ? null : QuickTables.TypesOf(entry.Choice.Targets);
        var binding = entry.Element.Binding;
        Codes = binding is null ? null : tables.Codes(binding.ValueSet);
        IsRequiredBinding = binding is { IsRequired: true };
        Rules = entry.Element.Constraints.IsEmpty ? [] : tables.Rules(
            entry.Choice.Type.IsPrimitive ? entry.Choice.Type.AllConstraints.AddRange(entry.Element.Constraints) : entry.Element.Constraints);
        _type = new Lazy<QuickType>(() => tables.Type(entry.Choice.Type));
        Primitive = entry.Choice.Type.Primitive;
    }

    private readonly Lazy<QuickType> _type;

    public byte[] Name { get; }

    public FhirElementInfo Element { get; }

    public FhirTypeChoice Choice { get; }

    public bool IsCompanion { get; }

    /// <summary>Number of the element's name: <c>value</c>.</summary>
    public int ElementName { get; }

    /// <summary>Number of the name with its type: <c>valueQuantity</c>.</summary>
    public int ChoiceName { get; }

    public bool IsContained { get; }

    public PrimitiveKind Primitive { get; }

    public QuickType Type => _type.Value;

    /// <summary>Types that a reference may point to; null for any.</summary>
    public FrozenSet<FhirTypeInfo>? Targets { get; }

    /// <summary>The codes of the binding; null when there is none, or not all are known.</summary>
    public CodeTable? Codes { get; }

    public bool IsRequiredBinding { get; }

    /// <summary>Rules of the element.</summary>
    public ImmutableArray<QuickRule> Rules { get; }
}

/// <summary>A type, made ready for a validator.</summary>
internal sealed class QuickType
{
    private readonly QuickEntry[] _entries;

    public QuickType(FhirTypeInfo info, QuickTables tables)
    {
        Info = info;
        Kind = KindOf(info);
        _entries = new QuickEntry[info.JsonNames.Count];
        foreach (var entry in info.JsonNames.Entries) _entries[entry.Index] = new QuickEntry(entry, tables);
        foreach (var required in info.Required)
        {
            if (required.Index < 64) RequiredLow |= 1UL << required.Index;
            else RequiredHigh |= 1UL << (required.Index - 64);
        }
        Rules = tables.Rules(info.AllConstraints);
        IsDomainResource = info.IsResource && info.Is("DomainResource");
    }

    public FhirTypeInfo Info { get; }

    public QuickKind Kind { get; }

    /// <summary>Elements that must be there, by their position.</summary>
    public ulong RequiredLow { get; }

    public ulong RequiredHigh { get; }

    public ImmutableArray<QuickRule> Rules { get; }

    public bool IsDomainResource { get; }

    public QuickEntry? Find(ReadOnlySpan<byte> name) => Info.JsonNames.Find(name) is { } entry ? _entries[entry.Index] : null;

    // ValueSet and QuestionnaireResponse have rules that look far; extensions have definitions of their own.
    private static QuickKind KindOf(FhirTypeInfo info)
    {
        if (info.Elements.Length > 128 || info.Name is "ValueSet" or "QuestionnaireResponse" or "Extension" or "Bundle" or "Bundle.entry") return QuickKind.Open;
        if (info.IsPrimitive) return QuickKind.Primitive;
        if (info.IsResource) return info.IsAbstract ? QuickKind.Open : QuickKind.Resource;
        return info.Name switch
        {
            "Reference" => QuickKind.Reference,
            "Coding" => QuickKind.Coding,
            "CodeableConcept" => QuickKind.CodeableConcept,
            "Attachment" => QuickKind.Attachment,
            _ => QuickKind.Plain,
        };
    }
}
