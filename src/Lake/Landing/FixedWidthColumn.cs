namespace Carelake.Lake.Landing;

/// <summary>One column of a fixed-width text.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="First">First character, counted from 1.</param>
/// <param name="Last">Last character, included; <see langword="null"/> for the rest of the line.</param>
public sealed record FixedWidthColumn(string Name, int First, int? Last);
