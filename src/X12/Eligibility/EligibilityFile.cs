using System.Buffers;
using System.Collections.Immutable;
using Carelake.Core;

namespace Carelake.X12.Eligibility;

/// <summary>Questions to 270 files, 271 files to answers, and answers to their questions.</summary>
public static class EligibilityFile
{
    internal const string Version = "005010X279A1";

    /// <summary>Writes one interchange with one 270. Questions in a row that share source, receiver or subscriber share their level.</summary>
    /// <returns>The bytes, which must not be sent when an issue is an error.</returns>
    public static Parsed<byte[]> Write(IReadOnlyList<EligibilityInquiry> inquiries, InquiryHeader header, X12Envelope envelope)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new X12Writer(output, envelope.Delimiters, envelope.BreaksLines);
        writer.BeginInterchange(envelope);
        writer.BeginGroup(envelope, "HS", Version);
        new EligibilityWriting(writer).Write(inquiries, header);
        writer.EndGroup();
        writer.EndInterchange();
        return new(output.WrittenSpan.ToArray(), writer.Issues);
    }

    /// <summary>Reads the answers of every 271 of a file; other transaction sets are passed over.</summary>
    public static Parsed<ImmutableArray<EligibilityResponse>> ParseResponses(ReadOnlySpan<byte> bytes)
    {
        var reading = new ModelReading();
        var responses = new EligibilityReading(reading).Read(SegmentStream.Of(bytes, reading.Issues)).ToImmutableArray();
        return new(responses, reading.Issues.ToImmutable());
    }

    /// <summary>Reads the questions of every 270 of a file; other transaction sets are passed over.</summary>
    public static Parsed<ImmutableArray<EligibilityInquiry>> ParseInquiries(ReadOnlySpan<byte> bytes)
    {
        var reading = new ModelReading();
        var inquiries = new InquiryReading(reading).Read(SegmentStream.Of(bytes, reading.Issues)).ToImmutableArray();
        return new(inquiries, reading.Issues.ToImmutable());
    }

    /// <summary>
    /// The answers of each question, by TRN02 and, where both say it, TRN03. A payer that refuses whole levels repeats no trace number: such
    /// answers, and those to questions of others, come last, without a question.
    /// </summary>
    public static ImmutableArray<EligibilityAnswer> Match(IReadOnlyList<EligibilityInquiry> inquiries, IReadOnlyList<EligibilityResponse> responses)
    {
        var answers = inquiries.Select(inquiry => new EligibilityAnswer(inquiry, [.. responses.Where(response => IsAnswer(inquiry, response))])).ToList();
        var matched = answers.SelectMany(answer => answer.Responses).ToHashSet(ReferenceEqualityComparer.Instance);
        var others = responses.Where(response => !matched.Contains(response)).ToImmutableArray();
        return others.IsEmpty ? [.. answers] : [.. answers, new EligibilityAnswer(null, others)];
    }

    private static bool IsAnswer(EligibilityInquiry inquiry, EligibilityResponse response) =>
        response.TraceNumbers.Any(trace => trace.IsRepeated && trace.Number == inquiry.TraceNumber
            && (trace.OriginatorId is null || trace.OriginatorId == inquiry.TraceOriginatorId));
}

/// <summary>A question and what was answered.</summary>
/// <param name="Inquiry">Null for answers to no question that was given.</param>
/// <param name="Responses">Empty when there is no answer.</param>
public sealed record EligibilityAnswer(EligibilityInquiry? Inquiry, ImmutableArray<EligibilityResponse> Responses);
