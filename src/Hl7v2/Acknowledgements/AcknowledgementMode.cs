namespace Carelake.Hl7v2;

/// <summary>Which answers a sender wants (HL7 v2.5.1 sections 2.9.2 and 2.9.3, table 0155).</summary>
/// <param name="IsEnhanced">MSH-15 or MSH-16 is valued: accept and application acknowledgements are two messages. Otherwise one message is both.</param>
/// <param name="AcceptCondition">MSH-15: AL, NE, ER or SU; empty in original mode.</param>
/// <param name="ApplicationCondition">MSH-16, likewise.</param>
public sealed record AcknowledgementMode(bool IsEnhanced, string AcceptCondition, string ApplicationCondition)
{
    /// <summary>What the message asks for.</summary>
    public static AcknowledgementMode Of(Hl7Message message)
    {
        var (accept, application) = (message.Header.Field(15).Text, message.Header.Field(16).Text);
        return new(accept.Length > 0 || application.Length > 0, accept, application);
    }

    /// <summary>The sender wants to hear whether the message was stored; never in original mode.</summary>
    public bool WantsAccept(bool isSuccess) => IsEnhanced && Wants(AcceptCondition, isSuccess);

    /// <summary>The sender wants to hear what the application made of the message; always in original mode.</summary>
    public bool WantsApplication(bool isSuccess) => !IsEnhanced || Wants(ApplicationCondition, isSuccess);

    private static bool Wants(string condition, bool isSuccess) => condition.ToUpperInvariant() switch
    {
        "AL" => true,
        "ER" => !isSuccess,
        "SU" => isSuccess,
        _ => false,
    };
}
