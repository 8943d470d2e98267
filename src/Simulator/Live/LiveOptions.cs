namespace Carelake.Simulator;

/// <summary>What the live hospital group does.</summary>
public sealed record LiveOptions
{
    /// <summary>Same seed, same messages and truth.</summary>
    public int Seed { get; init; } = 20241231;

    /// <summary>The first day; its midnight in each facility's own time is where the clock starts.</summary>
    public DateOnly FirstDay { get; init; } = new(2025, 1, 1);

    /// <summary>How long the clock runs.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Scale of the group whose patients come; see <see cref="SimulatorOptions.Scale"/>.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Part of the messages that something is wrong with: late, repeated, out of order, mistaken and taken back; 0 to 0.2.</summary>
    public double FaultShare { get; init; } = 0.03;
}
