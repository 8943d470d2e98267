namespace Carelake.Lake.Materialise;

/// <summary>Names of the columns that the lake adds to declared ones.</summary>
public static class SystemColumns
{
    /// <summary>When the state of an event begins to hold; NULL means since always.</summary>
    public const string EffectiveAt = "_effective_at";

    /// <summary>Optional in events: <c>delete</c> ends the key; anything else, NULL included, states it.</summary>
    public const string Operation = "_op";

    /// <summary>The source an event came from.</summary>
    public const string SourceId = "_source_id";

    /// <summary>The batch an event came in; with <see cref="Position"/> it orders what was said about one moment.</summary>
    public const string BatchId = "_batch_id";

    /// <summary>The landed file an event came in.</summary>
    public const string LandingFile = "_landing_file";

    /// <summary>Place in the landed file; NULL on rows that follow from a snapshot as a whole.</summary>
    public const string Position = "_position";

    /// <summary>First moment of a version.</summary>
    public const string ValidFrom = "valid_from";

    /// <summary>First moment after a version; NULL while it is the last.</summary>
    public const string ValidTo = "valid_to";

    /// <summary>True on the last version of a key that is not deleted.</summary>
    public const string IsCurrent = "is_current";

    /// <summary>True on tombstones: the key did not exist in that time.</summary>
    public const string IsDeleted = "is_deleted";

    /// <summary>63 bits of a hash of the attributes; NULL on tombstones.</summary>
    public const string ChangeHash = "change_hash";

    /// <summary>Later events that said the same again, oldest first; NULL when there are none.</summary>
    public const string ObservedAt = "observed_at";

    /// <summary>Names of the warning rules that the row breaks, joined by commas; NULL when it breaks none. No part of the change hash.</summary>
    public const string Warnings = "_warnings";

    /// <summary>Where a row came from.</summary>
    internal static readonly string[] Provenance = [SourceId, BatchId, LandingFile, Position];
}
