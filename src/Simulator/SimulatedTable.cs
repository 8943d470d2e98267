namespace Carelake.Simulator;

/// <summary>One table made on one day.</summary>
/// <param name="Facility">The facility's id.</param>
/// <param name="Table">The table or file.</param>
/// <param name="Rows">Rows written on this day.</param>
public sealed record SimulatedTable(string Facility, string Table, long Rows);
