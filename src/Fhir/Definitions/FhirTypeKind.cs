namespace Carelake.Fhir.Definitions;

/// <summary>What a FHIR type is made of (FHIR R4, StructureDefinition.kind; a part of a type defined in place is named apart).</summary>
public enum FhirTypeKind
{
    /// <summary>A value, with an id and extensions beside it: <c>string</c>, <c>dateTime</c>.</summary>
    Primitive,

    /// <summary>A data type with children: <c>HumanName</c>.</summary>
    Complex,

    /// <summary>A resource: <c>Patient</c>.</summary>
    Resource,

    /// <summary>A part of another type, defined in place: <c>Patient.contact</c>. Its base is BackboneElement or Element.</summary>
    Backbone,
}
