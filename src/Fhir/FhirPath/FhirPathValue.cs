using System.Diagnostics.CodeAnalysis;
using Carelake.Fhir.Elements;
using Carelake.Fhir.FhirPath.Values;

namespace Carelake.Fhir.FhirPath;

/// <summary>One item of a FHIRPath collection: an element of a resource, or a value of FHIRPath's own types.</summary>
/// <remarks><c>default</c> is no item; collections do not hold it.</remarks>
public readonly struct FhirPathValue
{
    private readonly FhirElement _element;

    /// <summary>Wraps an element.</summary>
    public FhirPathValue(FhirElement element) => _element = element;

    internal FhirPathValue(SystemValue value) => System = value;

    /// <summary>A String.</summary>
    public FhirPathValue(string text)
        : this(new StringValue(text)) { }

    /// <summary>A Boolean.</summary>
    public FhirPathValue(bool value)
        : this(BooleanValue.Of(value)) { }

    /// <summary>The element; none for a value of FHIRPath's own types.</summary>
    [UnscopedRef]
    public ref readonly FhirElement Element => ref _element;

    /// <summary>It is an element of a resource.</summary>
    [MemberNotNullWhen(false, nameof(System))]
    public bool IsElement => System is null;

    /// <summary>The value as a value of FHIRPath's own types; <see langword="null"/> for an element that is no primitive, or has no value.</summary>
    public SystemValue? AsSystem => System ?? ElementValues.ToSystem(_element);

    /// <summary>True or false of a Boolean or a FHIR boolean; <see langword="null"/> for anything else.</summary>
    public bool? Boolean => System is BooleanValue value ? value.Value : IsElement ? _element.Boolean : null;

    /// <summary>The value as text: of a primitive as FHIR writes it, of a value as <c>toString()</c> does; <see langword="null"/> for what has children.</summary>
    public string? Text => IsElement ? (_element.IsPrimitive ? _element.Text : AsSystem?.ToString()) : System.ToString();

    /// <summary>Name of its type, without a namespace: <c>Patient</c>, <c>code</c>, <c>Integer</c>; empty when the definitions do not know it.</summary>
    public string TypeName => System?.TypeName ?? _element.Type?.Name ?? "";

    internal SystemValue? System { get; }

    /// <summary>The type, never the value: it may be about a patient.</summary>
    public override string ToString() => TypeName;
}
