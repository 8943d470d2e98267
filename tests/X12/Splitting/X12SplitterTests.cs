using Carelake.Tests.X12.Claims;
using Carelake.X12;
using Carelake.X12.Claims;
using Carelake.X12.Splitting;

namespace Carelake.Tests.X12.Splitting;

public sealed class X12SplitterTests
{
    public static TheoryData<string> Claims() => [.. ModelCorpus.Names("837")];

    [Theory]
    [MemberData(nameof(Claims))]
    public void Every_claim_is_in_one_part_by_claim(string name)
    {
        var bytes = ModelCorpus.Read(name);
        var parts = Parts(bytes, X12SplitBy.Claim);
        var whole = ClaimFile.Parse(bytes).Value.SelectMany(submission => submission.Claims).ToList();
        var read = parts.Select(part => ClaimFile.Parse(part).Value.ShouldHaveSingleItem().Claims.ShouldHaveSingleItem()).ToList();

        ModelJson.Of(read).ShouldBe(ModelJson.Of(whole));
        parts.ShouldAllBe(part => HasRightEnvelopes(part));
    }

    [Fact]
    public void Generated_submissions_are_cut_into_their_claims()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var submission = GeneratedClaims.Submission(seed);
            var parts = Parts(ClaimFile.Write(submission, GeneratedClaims.Envelope).Value, X12SplitBy.Claim);

            ModelJson.Of(parts.Select(part => ClaimFile.Parse(part).Value[0].Claims[0])).ShouldBe(ModelJson.Of(submission.Claims));
        }
    }

    [Theory]
    [InlineData("corpora/x12/imsweb/x12_multiple_st.txt")]
    [InlineData("corpora/x12/imsweb/x12_multiple_isa.txt")]
    [InlineData("corpora/x12/authored/p-835-valid.edi")]
    [InlineData("corpora/x12/authored/p-837-valid-newline-terminator.edi")]
    public void Every_transaction_set_is_a_part_with_the_same_segments(string name)
    {
        var bytes = ModelCorpus.Read(name);
        var parts = Parts(bytes, X12SplitBy.Transaction);

        parts.Count.ShouldBe(ModelCorpus.Count(bytes, "ST"));
        parts.ShouldAllBe(part => HasRightEnvelopes(part));
        parts.SelectMany(Inner).ShouldBe(Inner(bytes));
    }

    [Fact]
    public void Parts_can_have_control_numbers_of_their_own()
    {
        var bytes = ModelCorpus.Read("corpora/x12/authored/p-837-valid.edi");
        var parts = Chunks(new X12Splitter(X12SplitBy.Claim, firstControlNumber: 7000), bytes);

        parts.Select(part => SegmentStream.Of(part)[0].Element(13)).ShouldBe(["000007000", "000007001"]);
        parts.ShouldAllBe(part => HasRightEnvelopes(part));
        parts.Select(part => System.Text.Encoding.ASCII.GetString(part).IndexOf("~\nGS*", StringComparison.Ordinal)).ShouldAllBe(at => at == 105);
    }

    [Fact]
    public void What_has_no_claims_stays_whole_and_says_so()
    {
        var splitter = new X12Splitter(X12SplitBy.Claim);
        var bytes = ModelCorpus.Read("corpora/x12/authored/p-835-valid.edi");

        Chunks(splitter, bytes).ShouldHaveSingleItem();
        splitter.Issues.ShouldHaveSingleItem().Code.ShouldBe("X12-0551");
    }

    private static List<byte[]> Parts(byte[] bytes, X12SplitBy by) => Chunks(new X12Splitter(by), bytes);

    private static List<byte[]> Chunks(X12Splitter splitter, byte[] bytes)
    {
        var parts = new SortedDictionary<int, List<byte>>();
        foreach (var chunk in splitter.Split(new MemoryStream(bytes)))
        {
            if (!parts.TryGetValue(chunk.PartNumber, out var part)) parts.Add(chunk.PartNumber, part = []);
            part.AddRange(chunk.Bytes.Span);
        }
        return [.. parts.Values.Select(part => part.ToArray())];
    }

    // What of a transaction set is not counted.
    private static IEnumerable<string> Inner(byte[] bytes) =>
        SegmentStream.Of(bytes).Where(segment => segment.Id is not ("ISA" or "GS" or "SE" or "GE" or "IEA"))
            .Select(segment => System.Text.Encoding.Latin1.GetString(segment.Bytes.Span).TrimEnd('*'));

    private static bool HasRightEnvelopes(byte[] part)
    {
        var segments = SegmentStream.Of(part);
        var (interchange, group, set) = (segments[0], segments[1], segments[2]);
        return interchange.Id == "ISA" && group.Id == "GS" && set.Id == "ST"
            && segments[^3] is { Id: "SE" } end && end.Element(1) == (segments.Count - 4).ToString() && end.Element(2) == set.Element(2)
            && segments[^2] is { Id: "GE" } groupEnd && groupEnd.Element(1) == "1" && groupEnd.Element(2) == group.Element(6)
            && segments[^1] is { Id: "IEA" } last && last.Element(1) == "1" && last.Element(2) == interchange.Element(13);
    }
}
