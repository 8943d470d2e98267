namespace Carelake.Delta.Log;

/// <summary>One line of a Delta commit, or one row of a checkpoint. See "Actions" in the Delta protocol.</summary>
public abstract record DeltaAction;
