using Carelake.Tests.X12;
using Carelake.Tests.X12.Json;
using Carelake.X12.Claims;
using Carelake.X12.ClaimStatuses;
using Carelake.X12.Eligibility;
using Carelake.X12.Json;
using Carelake.X12.Remittances;
using Carelake.X12.Splitting;
using Carelake.X12.Tables;

namespace Carelake.Tests.Fuzz;

[Trait("Speed", "Slow")]
public sealed class X12ModelsFuzzTests
{
    [Fact]
    public void Broken_claims_are_read_and_written_without_a_crash() => FuzzRun.Of(Corpus("837"), "*~:^\r\n"u8, bytes =>
    {
        foreach (var submission in ClaimFile.Parse(bytes).Value)
            ClaimFile.Write(submission, X12.Claims.GeneratedClaims.Envelope);
    });

    [Fact]
    public void Broken_remittances_are_read_without_a_crash() => FuzzRun.Of(Corpus("835"), "*~:^\r\n-."u8, bytes =>
    {
        foreach (var remittance in RemittanceFile.Parse(bytes).Value)
            RemittanceBalance.Check(remittance);
    });

    [Fact]
    public void Broken_answers_are_read_without_a_crash() => FuzzRun.Of([.. Corpus("271"), .. Corpus("270"), .. Corpus("277")], "*~:^\r\n"u8, bytes =>
    {
        EligibilityFile.Match(EligibilityFile.ParseInquiries(bytes).Value, EligibilityFile.ParseResponses(bytes).Value);
        ClaimStatusFile.Parse(bytes);
    });

    [Fact]
    public void Broken_files_are_split_flattened_and_kept_as_JSON() => FuzzRun.Of([.. Corpus("837"), .. Corpus("835"), .. Corpus("271")], "*~:^\r\n"u8, bytes =>
    {
        new X12Splitter(X12SplitBy.Claim).Split(new MemoryStream(bytes)).Count().ShouldBeGreaterThanOrEqualTo(0);
        new X12Splitter(X12SplitBy.Transaction).Split(new MemoryStream(bytes)).Count().ShouldBeGreaterThanOrEqualTo(0);
        X12Tables.Rows(new MemoryStream(bytes)).Count().ShouldBeGreaterThanOrEqualTo(0);
        var json = X12JsonTests.Json(bytes);
        X12JsonReader.Read(json).Value.AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        X12JsonTests.Back(X12JsonTests.Json(bytes, X12JsonLayout.Lines, pieceBytes: 4096)).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
    });

    [Fact]
    public void Broken_JSON_is_refused_without_a_crash() =>
        FuzzRun.Of(Corpus("271").Select(X12JsonTests.Json), "{}[]\":,\\u"u8, bytes => X12JsonReader.Read(bytes));

    private static List<byte[]> Corpus(string transactionSetId) =>
        [.. ModelCorpus.Names(transactionSetId).Select(ModelCorpus.Read).Where(bytes => bytes.Length < 100_000)];
}
