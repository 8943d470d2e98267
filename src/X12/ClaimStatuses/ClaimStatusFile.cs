using System.Buffers;
using System.Collections.Immutable;
using Carelake.Core;
using Carelake.X12.Eligibility;

namespace Carelake.X12.ClaimStatuses;

/// <summary>Status questions to 276 files, and 277 and 277CA files to statuses.</summary>
public static class ClaimStatusFile
{
    private const string Version = "005010X212";
    private static readonly string[] PartyOrder = ["NM1", "N3", "N4", "REF", "PER"];

    /// <summary>Writes one interchange with one 276. Questions in a row that share payer, receiver, provider or subscriber share their level.</summary>
    /// <returns>The bytes, which must not be sent when an issue is an error.</returns>
    public static Parsed<byte[]> Write(IReadOnlyList<ClaimStatusInquiry> inquiries, InquiryHeader header, X12Envelope envelope)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new X12Writer(output, envelope.Delimiters, envelope.BreaksLines);
        writer.BeginInterchange(envelope);
        writer.BeginGroup(envelope, "HR", Version);
        writer.BeginTransaction("276", header.ControlNumber, Version);
        writer.Write(
            "BHT", "0010", "13", header.Reference, DateOnly.FromDateTime(header.CreatedAt), TimeOnly.FromDateTime(header.CreatedAt).ToString("HHmm"));
        var levels = new LevelWriting(writer);
        foreach (var inquiry in inquiries) Write(levels, inquiry);
        writer.EndTransaction();
        writer.EndGroup();
        writer.EndInterchange();
        return new(output.WrittenSpan.ToArray(), writer.Issues);
    }

    /// <summary>Reads every status of the 277 and 277CA transaction sets of a file; others are passed over.</summary>
    public static Parsed<ImmutableArray<ClaimStatusReport>> Parse(ReadOnlySpan<byte> bytes)
    {
        var reading = new ModelReading();
        var reports = new ClaimStatusReading(reading).Read(SegmentStream.Of(bytes, reading.Issues)).ToImmutableArray();
        return new(reports, reading.Issues.ToImmutable());
    }

    private static void Write(LevelWriting levels, ClaimStatusInquiry inquiry)
    {
        levels.Open(0, "20", hasChildren: true, to => WriteName(to, inquiry.Payer));
        levels.Open(1, "21", hasChildren: true, to => WriteName(to, inquiry.Receiver));
        levels.Open(2, "19", hasChildren: true, to => WriteName(to, inquiry.Provider));
        var isSelf = inquiry.Dependent is null;
        levels.Open(
            3, "22", hasChildren: !isSelf, isShared: !isSelf, content: to =>
            {
                if (isSelf) WriteDemographics(to, inquiry.Subscriber);
                WriteName(to, inquiry.Subscriber);
                if (isSelf) WriteClaim(to, inquiry);
            });
        if (inquiry.Dependent is not { } dependent) return;
        levels.Open(
            4, "23", hasChildren: null, isShared: false, content: to =>
            {
                WriteDemographics(to, dependent);
                WriteName(to, dependent);
                WriteClaim(to, inquiry);
            });
    }

    // DMG stands before the name, at the level.
    private static void WriteDemographics(X12Writer to, Party party)
    {
        if (party.BirthDate is not null || party.SexCode is not null)
            to.Write("DMG", party.BirthDate is null ? null : "D8", party.BirthDate, party.SexCode);
    }

    private static void WriteName(X12Writer to, Party party)
    {
        var loop = new LoopWriting(PartyOrder);
        PartyReading.Write(loop, party with { BirthDate = null, SexCode = null, Address = null, References = [], Contacts = [], Dates = [], TaxonomyCode = null });
        loop.WriteTo(to);
    }

    private static void WriteClaim(X12Writer to, ClaimStatusInquiry inquiry)
    {
        to.Write("TRN", "1", inquiry.TraceNumber);
        if (inquiry.PayerControlNumber is { } payer) to.Write("REF", "1K", payer);
        if (inquiry.TypeOfBill is { } bill) to.Write("REF", "BLT", bill);
        if (inquiry.PatientControlNumber is { } patient) to.Write("REF", "EJ", patient);
        if (inquiry.BilledAmount is { } amount) to.Write("AMT", "T3", amount);
        if (inquiry.FirstServiceDate is not { } first) return;
        var date = inquiry.LastServiceDate is { } last && last != first ? QualifiedDate.Between("472", first, last) : QualifiedDate.On("472", first);
        to.Write("DTP", date.Qualifier, date.Format, date.Text);
    }
}
