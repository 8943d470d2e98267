using Carelake.Access.Cedar;

namespace Carelake.Access.Rows;

/// <summary>Reads obligations off policies and decisions.</summary>
public static class Obligations
{
    /// <summary>Name of the annotation.</summary>
    public const string Annotation = "obligation";

    /// <summary>What a policy asks for; <see cref="Obligation.Deny"/> for a word that is none, so that a slip of the pen shows nothing.</summary>
    public static Obligation Of(Policy policy) => !policy.Annotations.TryGetValue(Annotation, out var word) ? Obligation.None : word switch
    {
        "hash" => Obligation.Hash,
        "mask" => Obligation.Mask,
        "redact" => Obligation.Redact,
        _ => Obligation.Deny,
    };

    /// <summary>What a decision asks for: the mildest of what the policies that permit ask, or refusal.</summary>
    public static Obligation Of(DecisionBuffer decision)
    {
        if (!decision.IsAllowed) return Obligation.Deny;
        var mildest = Obligation.Deny;
        foreach (var policy in decision.Determining)
        {
            var asked = Of(policy);
            if (asked < mildest) mildest = asked;
        }
        return mildest;
    }
}
