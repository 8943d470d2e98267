namespace Carelake.Access.Rows;

/// <summary>What must be done to a value before someone sees it, the mildest first. A policy asks for it with <c>@obligation("mask")</c>.</summary>
public enum Obligation
{
    /// <summary>Nothing: the value is shown as it is.</summary>
    None,

    /// <summary>A keyed digest stands for the value, so that equal values stay equal.</summary>
    Hash,

    /// <summary>A fixed text stands for the value, so that one sees there is one.</summary>
    Mask,

    /// <summary>Nothing stands there, as if there were no value.</summary>
    Redact,

    /// <summary>The value may not be read at all.</summary>
    Deny,
}
