using Carelake.X12;

namespace Carelake.FormatBench;

/// <summary>X12 files read in three depths. Items are claims: CLM or CLP segments.</summary>
internal static class X12Work
{
    /// <summary>Everything to SNIP 4.</summary>
    public static Workload Snip4(string[] files) => Parsed(files, new X12ParserOptions { HighestLevel = SnipLevel.Situational });

    /// <summary>Segments put into their loops.</summary>
    public static Workload Loops(string[] files) => Parsed(files, X12ParserOptions.StructureOnly);

    /// <summary>Segments and elements found.</summary>
    public static Workload Segments(string[] files)
    {
        var inputs = files.Select(File.ReadAllBytes).ToList();
        return new(Claims(inputs), inputs.Sum(input => (long)input.Length), () =>
        {
            long count = 0;
            foreach (var input in inputs)
            {
                var reader = new X12Reader();
                ReadOnlySpan<byte> rest = input;
                while (reader.TryRead(ref rest, isFinal: true, out var segment)) count += segment.ElementCount;
            }
            return count;
        });
    }

    private static Workload Parsed(string[] files, X12ParserOptions options)
    {
        var inputs = files.Select(File.ReadAllBytes).ToList();
        return new(Claims(inputs), inputs.Sum(input => (long)input.Length), () =>
        {
            var counter = new Counter();
            foreach (var input in inputs)
            {
                var parser = new X12Parser(counter, options);
                parser.Feed(input);
                parser.Complete();
            }
            // A finding in a valid file would make the sum jump.
            return counter.Segments + counter.Findings * 1_000_000_000L;
        });
    }

    private static long Claims(List<byte[]> inputs) =>
        inputs.Sum(input => (long)input.AsSpan().Count("~CLM*"u8) + input.AsSpan().Count("~CLP*"u8));

    private sealed class Counter : X12Handler
    {
        public long Segments { get; private set; }

        public long Findings { get; private set; }

        public override void OnSegment(in X12Segment segment, in X12SegmentPlace place) => Segments++;

        public override void OnFinding(X12Finding finding) => Findings++;
    }
}
