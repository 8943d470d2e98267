namespace Carelake.Delta.Writes;

/// <summary>How much of the table a change was computed from: what another writer may not have changed meanwhile.</summary>
public enum ReadScope
{
    /// <summary>Nothing: any other append or delete may come first.</summary>
    Nothing,

    /// <summary>The files that the change touches: another change of the same file conflicts, others do not.</summary>
    TouchedFiles,

    /// <summary>All rows: any other change of rows conflicts, but for blind appends, which count as coming after.</summary>
    WholeTable,
}
