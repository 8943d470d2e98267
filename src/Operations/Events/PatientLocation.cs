namespace Carelake.Operations;

/// <summary>Where a patient is inside a facility: the first three components of PL (HL7 v2.5.1 section 2.A.53).</summary>
/// <param name="Ward">PL.1, the point of care; empty when not said.</param>
/// <param name="Room">PL.2; empty when there is none.</param>
/// <param name="Bed">PL.3; empty while the patient has no bed of their own.</param>
public readonly record struct PatientLocation(string Ward, string Room, string Bed)
{
    /// <summary>Nowhere that was said.</summary>
    public static PatientLocation None { get; } = new("", "", "");

    /// <summary>Nothing was said.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(Ward) && string.IsNullOrEmpty(Room) && string.IsNullOrEmpty(Bed);

    /// <summary>A bed, which holds one patient.</summary>
    public bool HasBed => !string.IsNullOrEmpty(Bed);

    /// <summary>As in PL: <c>WARD^ROOM^BED</c>.</summary>
    public override string ToString() => HasBed ? $"{Ward}^{Room}^{Bed}" : string.IsNullOrEmpty(Room) ? Ward ?? "" : $"{Ward}^{Room}";
}
