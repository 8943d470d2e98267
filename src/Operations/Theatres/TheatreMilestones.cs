namespace Carelake.Operations;

/// <summary>The moments of an operation, by the names that <c>ORC-25.1</c> carries. Others are kept and have no effect.</summary>
public static class TheatreMilestones
{
    /// <summary>The patient was sent for.</summary>
    public const string SentFor = "sent_for";

    /// <summary>Anaesthesia began.</summary>
    public const string AnaestheticStart = "anaesthetic_start";

    /// <summary>Wheels in: use of the theatre begins.</summary>
    public const string InTheatre = "in_theatre";

    /// <summary>Knife to skin.</summary>
    public const string KnifeToSkin = "knife_to_skin";

    /// <summary>Closure.</summary>
    public const string Closure = "closure";

    /// <summary>Wheels out: use of the theatre ends.</summary>
    public const string OutOfTheatre = "out_of_theatre";

    /// <summary>The theatre is ready for the next patient.</summary>
    public const string RoomReady = "room_ready";
}
