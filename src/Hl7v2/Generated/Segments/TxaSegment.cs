// Made by ./test --golden ViewGenerationTests from the dictionary; not to be edited.
namespace Carelake.Hl7v2;

/// <summary>Transcription Document Header: TXA, field by field (HL7 v2.5.1 and later). What was not sent is an empty value.</summary>
public readonly struct TxaSegment
{
    /// <summary>Sees a segment as TXA; one that is not there has only empty fields.</summary>
    public TxaSegment(Segment segment) => Segment = segment;

    /// <summary>The segment itself, for local fields and for its place.</summary>
    public Segment Segment { get; }

    /// <summary>The message has this segment.</summary>
    public bool Exists => Segment.Exists;

    /// <summary>TXA-1: Set ID- TXA (SI).</summary>
    public St SetIdTxa => St.Of(Segment.First(1));

    /// <summary>TXA-2: Document Type (IS, table 0270).</summary>
    public St DocumentType => St.Of(Segment.First(2));

    /// <summary>TXA-3: Document Content Presentation (ID, table 0191).</summary>
    public St DocumentContentPresentation => St.Of(Segment.First(3));

    /// <summary>TXA-4: Activity Date/Time (TS).</summary>
    public Dtm ActivityDateTime => Dtm.Of(Segment.First(4));

    /// <summary>TXA-5: Primary Activity Provider Code/Name (XCN).</summary>
    public Repeated<Xcn> PrimaryActivityProviderCodeName => new(Segment.Slice(5));

    /// <summary>TXA-6: Origination Date/Time (TS).</summary>
    public Dtm OriginationDateTime => Dtm.Of(Segment.First(6));

    /// <summary>TXA-7: Transcription Date/Time (TS).</summary>
    public Dtm TranscriptionDateTime => Dtm.Of(Segment.First(7));

    /// <summary>TXA-8: Edit Date/Time (TS).</summary>
    public Repeated<Dtm> EditDateTime => new(Segment.Slice(8));

    /// <summary>TXA-9: Originator Code/Name (XCN).</summary>
    public Repeated<Xcn> OriginatorCodeName => new(Segment.Slice(9));

    /// <summary>TXA-10: Assigned Document Authenticator (XCN).</summary>
    public Repeated<Xcn> AssignedDocumentAuthenticator => new(Segment.Slice(10));

    /// <summary>TXA-11: Transcriptionist Code/Name (XCN).</summary>
    public Repeated<Xcn> TranscriptionistCodeName => new(Segment.Slice(11));

    /// <summary>TXA-12: Unique Document Number (EI).</summary>
    public Ei UniqueDocumentNumber => Ei.Of(Segment.First(12));

    /// <summary>TXA-13: Parent Document Number (EI).</summary>
    public Ei ParentDocumentNumber => Ei.Of(Segment.First(13));

    /// <summary>TXA-14: Placer Order Number (EI).</summary>
    public Repeated<Ei> PlacerOrderNumber => new(Segment.Slice(14));

    /// <summary>TXA-15: Filler Order Number (EI).</summary>
    public Ei FillerOrderNumber => Ei.Of(Segment.First(15));

    /// <summary>TXA-16: Unique Document File Name (ST).</summary>
    public St UniqueDocumentFileName => St.Of(Segment.First(16));

    /// <summary>TXA-17: Document Completion Status (ID, table 0271).</summary>
    public St DocumentCompletionStatus => St.Of(Segment.First(17));

    /// <summary>TXA-18: Document Confidentiality Status (ID, table 0272).</summary>
    public St DocumentConfidentialityStatus => St.Of(Segment.First(18));

    /// <summary>TXA-19: Document Availability Status (ID, table 0273).</summary>
    public St DocumentAvailabilityStatus => St.Of(Segment.First(19));

    /// <summary>TXA-20: Document Storage Status (ID, table 0275).</summary>
    public St DocumentStorageStatus => St.Of(Segment.First(20));

    /// <summary>TXA-21: Document Change Reason (ST).</summary>
    public St DocumentChangeReason => St.Of(Segment.First(21));

    /// <summary>TXA-22: Authentication Person, Time Stamp (PPN).</summary>
    public Repeated<Ppn> AuthenticationPersonTimeStamp => new(Segment.Slice(22));

    /// <summary>TXA-23: Distributed Copies (XCN).</summary>
    public Repeated<Xcn> DistributedCopies => new(Segment.Slice(23));

    /// <summary>TXA-24: Folder Assignment (CWE).</summary>
    public Repeated<Cwe> FolderAssignment => new(Segment.Slice(24));

    /// <summary>TXA-25: Document Title (ST).</summary>
    public Repeated<St> DocumentTitle => new(Segment.Slice(25));

    /// <summary>TXA-26: Agreed Due Date/Time (DTM).</summary>
    public Dtm AgreedDueDateTime => Dtm.Of(Segment.First(26));

    /// <summary>Its place, never its content.</summary>
    public override string ToString() => Segment.ToString();
}
