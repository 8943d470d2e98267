namespace Carelake.Hl7v2;

/// <summary>What the standard says of a field or of a component.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Name">As the standard has it: <c>Patient Identifier List</c>.</param>
/// <param name="DataType">Such as <c>CX</c>; <c>VARIES</c> where another field names the type, as for OBX-5; empty when the standard names none.</param>
/// <param name="IsRequired">It must be sent.</param>
/// <param name="Repeats">It may be sent several times.</param>
/// <param name="Length">Characters that a receiver must be able to hold; advisory; <see langword="null"/> when the standard gives none.</param>
/// <param name="Table">Four digits, such as <c>0001</c>; empty when the values are free.</param>
public sealed record FieldDefinition(int Number, string Name, string DataType, bool IsRequired, bool Repeats, int? Length, string Table);
