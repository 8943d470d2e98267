using System.Buffers;
using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.X12.Claims;

/// <summary>837 files to claims and claims to 837 files.</summary>
public static class ClaimFile
{
    /// <summary>Reads every 837 transaction set of a file; others are passed over.</summary>
    /// <param name="bytes">One or more interchanges.</param>
    /// <returns>The submissions in order, and what could not be read or kept.</returns>
    public static Parsed<ImmutableArray<ClaimSubmission>> Parse(ReadOnlySpan<byte> bytes)
    {
        var reading = new ModelReading();
        var claims = new ClaimReading(reading);
        var submissions = new List<(ClaimSubmission Header, List<Claim> Claims)>();
        foreach (var part in claims.Read(SegmentStream.Of(bytes, reading.Issues)))
        {
            if (part is ClaimSubmission header) submissions.Add((header, []));
            if (part is Claim claim) submissions[^1].Claims.Add(claim);
        }
        return new([.. submissions.Select(submission => submission.Header with { Claims = [.. submission.Claims] })], reading.Issues.ToImmutable());
    }

    /// <summary>Writes one interchange with one group and one transaction set. Claims in a row that share billing provider, subscriber or patient share their level.</summary>
    /// <param name="submission">The claims, all of its kind.</param>
    /// <param name="envelope">Who sends to whom.</param>
    /// <returns>The bytes, which must not be sent when an issue is an error (<see cref="Parsed{T}.IsUsable"/>).</returns>
    public static Parsed<byte[]> Write(ClaimSubmission submission, X12Envelope envelope)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new X12Writer(output, envelope.Delimiters, envelope.BreaksLines);
        writer.BeginInterchange(envelope);
        writer.BeginGroup(envelope, "HC", ClaimGuide.Version(submission.Kind));
        new ClaimWriting(writer, submission.Kind).Write(submission);
        writer.EndGroup();
        writer.EndInterchange();
        return new(output.WrittenSpan.ToArray(), [.. Checks(submission), .. writer.Issues]);
    }

    private static IEnumerable<Issue> Checks(ClaimSubmission submission)
    {
        if (submission.Claims.IsEmpty)
            yield return new("X12-0512", Severity.Error, "ST", "The submission has no claim.");
        for (var index = 0; index < submission.Claims.Length; index++)
        {
            var claim = submission.Claims[index];
            if (claim.Kind != submission.Kind)
                yield return new("X12-0513", Severity.Error, $"claim {index + 1}", $"The claim is {claim.Kind}, but the submission is {submission.Kind}.");
            if (claim.Lines.IsEmpty)
                yield return new("X12-0514", Severity.Error, $"claim {index + 1}", "The claim has no line.");
        }
    }
}
