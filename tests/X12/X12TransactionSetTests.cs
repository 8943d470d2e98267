using Carelake.X12;

namespace Carelake.Tests.X12;

public sealed class X12TransactionSetTests
{
    [Theory]
    [InlineData("corpora/x12/authored/p-837-valid.edi", "ST 1000A 1000B 2000A 2010AA 2000B 2010BA 2010BB 2300 2310B 2400 2400 2000B")]
    [InlineData("corpora/x12/authored/p-835-valid.edi", "ST 1000A 1000B 2000 2100 2110 2100 2110 2110")]
    [InlineData("corpora/x12/authored/p-270-valid.edi", "ST 2000A 2100A 2000B 2100B 2000C 2100C 2110C")]
    public void Segments_lie_in_the_loops_of_the_guide(string file, string start)
    {
        var set = X12TransactionSet.ReadAll(Corpus.Read(file).Bytes)[0];

        string.Join(' ', Ids(set.Root)).ShouldStartWith(start);
        set.Findings.ShouldBeEmpty();
    }

    [Fact]
    public void The_tree_holds_every_segment_once()
    {
        foreach (var file in Corpus.Files())
            foreach (var set in X12TransactionSet.ReadAll(file.Bytes))
                Segments(set.Root).OrderBy(segment => segment.SegmentNumber).SequenceEqual(set.Segments).ShouldBeTrue(file.Name);
    }

    private static IEnumerable<string> Ids(X12Loop loop) => [loop.Id, .. loop.Loops.SelectMany(Ids)];

    private static IEnumerable<X12SegmentValue> Segments(X12Loop loop) => [.. loop.Segments, .. loop.Loops.SelectMany(Segments)];
}
