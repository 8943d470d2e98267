namespace Carelake.Simulator;

/// <summary>Random numbers that are the same for a seed on every machine and every version (SplitMix64).</summary>
internal sealed class Draws(ulong seed)
{
    private ulong _state = seed;

    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double share) => Share() < share;

    public int Between(int low, int high) => low + (int)(Share() * (high - low + 1));

    /// <summary>Waiting time of events that come at a rate.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - Share());

    /// <summary>Log-normal with that median.</summary>
    public double LogNormal(double median, double sigma) =>
        median * Math.Exp(sigma * Math.Sqrt(-2 * Math.Log(1 - Share())) * Math.Cos(2 * Math.PI * Share()));

    public T Pick<T>(IReadOnlyList<T> choices) => choices[(int)(Share() * choices.Count)];

    private ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBUL;
        return mixed ^ mixed >> 31;
    }
}
