using System.Diagnostics;

namespace Carelake.Tests.Fuzz;

/// <summary>
/// Runs a parser over mutated files for a while. <c>CARELAKE_FUZZ_SECONDS</c> sets how long each format is tried (one second by default),
/// <c>CARELAKE_FUZZ_SEED</c> where it starts. No input may throw, take seconds, or make the parser hold much more memory than the input.
/// </summary>
public static class FuzzRun
{
    private const int DefaultSeconds = 1;
    private static readonly TimeSpan LongestInput = TimeSpan.FromSeconds(10);

    /// <summary>Tries mutations until the time is over; says how many on the test's output.</summary>
    /// <param name="corpus">Whole files; empty ones are left out.</param>
    /// <param name="special">Bytes that mean something in the format.</param>
    /// <param name="parse">Reads one input; whatever it throws fails the test, with the input kept for a regression test.</param>
    public static void Of(IEnumerable<byte[]> corpus, ReadOnlySpan<byte> special, Action<byte[]> parse)
    {
        var (files, letters) = (corpus.Where(file => file.Length > 0).ToList(), special.ToArray());
        Of(seed => new Mutator(seed, files, letters).Next, parse);
    }

    /// <summary>As above, with inputs made in another way.</summary>
    /// <param name="make">From a seed, what gives the next input.</param>
    /// <param name="parse">Reads one input.</param>
    public static void Of(Func<int, Func<byte[]>> make, Action<byte[]> parse)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("CARELAKE_FUZZ_SEED"), out var given) ? given : 1;
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("CARELAKE_FUZZ_SECONDS"), out var asked) ? asked : DefaultSeconds;
        var next = make(seed);
        var count = 0L;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < seconds; count++)
            Try(next(), parse, seed, count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} mutations from seed {seed}, no crash");
        TestContext.Current.SendDiagnosticMessage("{0}: {1} mutations from seed {2}, no crash", TestContext.Current.Test?.TestDisplayName ?? "fuzz", count, seed);
        count.ShouldBePositive();
    }

    private static void Try(byte[] input, Action<byte[]> parse, int seed, long number)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            parse(input);
        }
        catch (Exception exception)
        {
            Assert.Fail($"Mutation {number} of seed {seed} ({Keep(input)}) threw {exception}");
        }
        if (Stopwatch.GetElapsedTime(start) > LongestInput)
            Assert.Fail($"Mutation {number} of seed {seed} ({Keep(input)}) took longer than {LongestInput.TotalSeconds} s");
    }

    private static string Keep(byte[] input)
    {
        var file = Path.Combine(Path.GetTempPath(), $"carelake-fuzz-{Guid.NewGuid():n}.bin");
        File.WriteAllBytes(file, input);
        return file;
    }
}
