using Carelake.Access.Cedar;

namespace Carelake.Access.Policies;

/// <summary>Names of entities as the shipped schema has them.</summary>
public static class CarelakeEntities
{
    /// <summary>One sensitivity class of one record.</summary>
    public const string ElementType = "Carelake::Element";

    /// <summary>A user.</summary>
    public static EntityUid User(string id) => new("Carelake::User", id);

    /// <summary>A role.</summary>
    public static EntityUid Role(string id) => new("Carelake::Role", id);

    /// <summary>A facility.</summary>
    public static EntityUid Facility(string id) => new("Carelake::Facility", id);

    /// <summary>A department.</summary>
    public static EntityUid Department(string id) => new("Carelake::Department", id);

    /// <summary>A patient.</summary>
    public static EntityUid Patient(string id) => new("Carelake::Patient", id);

    /// <summary>A part of the program.</summary>
    public static EntityUid Area(string id) => new("Carelake::Area", id);

    /// <summary>An action.</summary>
    public static EntityUid Action(string id) => new("Carelake::Action", id);

    internal static CedarValue Set(IEnumerable<CedarValue> items) => CedarValue.Of(new CedarSet(items));
}
