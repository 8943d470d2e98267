using Carelake.Lake.Models;
using Carelake.Lake.Sql;

namespace Carelake.Lake.Lineage;

/// <summary>One computation of one model, as lineage events tell it.</summary>
/// <param name="RunId">Id of this computation: the same in its START and its end.</param>
/// <param name="PipelineRunId">Id of the pipeline run it is part of.</param>
/// <param name="Project">Name of the project; the namespace of its jobs.</param>
/// <param name="Lake">Address of the lake, the namespace of its tables: <c>file:///srv/lake</c>.</param>
/// <param name="Model">The model.</param>
/// <param name="Lineage">Where its columns come from.</param>
public sealed record LineageRun(
    Guid RunId, Guid PipelineRunId, string Project, string Lake, ModelSpec Model, QueryLineage Lineage);

/// <summary>Where in its life a computation is.</summary>
public abstract record LineageMoment
{
    private LineageMoment() { }

    /// <summary>It begins.</summary>
    public sealed record Start : LineageMoment;

    /// <summary>It is done.</summary>
    /// <param name="Version">Version of the table it wrote; <see langword="null"/> when there was nothing to write.</param>
    /// <param name="Rows">Rows of this computation written to the table.</param>
    public sealed record Complete(long? Version, long Rows) : LineageMoment;

    /// <summary>It failed.</summary>
    /// <param name="Code">Code of the error. The message stays here: it is for the audit, not for other systems.</param>
    public sealed record Fail(string Code) : LineageMoment;
}
