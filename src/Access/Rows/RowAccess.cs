using System.Collections.Immutable;
using Carelake.Access.Cedar;
using Carelake.Core;
using Carelake.DuckDb;

namespace Carelake.Access.Rows;

/// <summary>
/// What one request may see of a table, as SQL conditions over its rows: for each obligation, where it is the one that holds. They are derived from the
/// policies by partial evaluation, so a list and its single rows are answered by the same rules.
/// </summary>
public sealed class RowAccess
{
    private readonly string _forbidden;
    private readonly string[] _permitted;

    private RowAccess(string forbidden, string[] permitted, ImmutableArray<string> deciding)
    {
        _forbidden = forbidden;
        _permitted = permitted;
        Deciding = deciding;
    }

    /// <summary>Names of the policies that can decide some row, in their order.</summary>
    public ImmutableArray<string> Deciding { get; }

    /// <summary>Derives the conditions.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="request">Who asks what for; of the resource only the type counts.</param>
    /// <param name="entities">What is known of the principal and of what resources belong to.</param>
    /// <param name="table">How rows are resources.</param>
    /// <param name="known">Attributes that the resource of every row has, such as the sensitivity class of the column asked for.</param>
    /// <exception cref="CarelakeException"><c>ACC-0106</c> a policy asks something that SQL cannot.</exception>
    public static RowAccess Derive(PolicySet policies, AuthorizationRequest request, EntityStore entities, ResourceTable table, CedarRecord known)
    {
        var evaluator = new PartialEvaluator(request, entities, known);
        var forbidden = SqlPredicate.Never;
        var permitted = Enumerable.Repeat(SqlPredicate.Never, (int)Obligation.Deny).ToArray();
        var deciding = ImmutableArray.CreateBuilder<string>();
        foreach (var policy in policies.Policies.Where(policy => !policy.IsTemplate))
        {
            var condition = new SqlCompiler(table, evaluator, policy.Id).Compile(evaluator.Residual(policy)).True;
            if (condition != SqlPredicate.Never) deciding.Add(policy.Id);
            if (policy.Effect == PolicyEffect.Forbid) forbidden = SqlPredicate.Either(forbidden, condition);
            else if (Obligations.Of(policy) is var obligation and < Obligation.Deny) permitted[(int)obligation] = SqlPredicate.Either(permitted[(int)obligation], condition);
        }
        return new(forbidden, permitted, deciding.ToImmutable());
    }

    /// <summary>Where the value may be seen, whatever must be done to it; never NULL.</summary>
    public string Filter => SqlPredicate.Both(PermittedAtAll, Negated(_forbidden));

    /// <summary>Nothing of any row may be seen.</summary>
    public bool IsNever => Filter == SqlPredicate.Never;

    /// <summary>What holds for every row alike; <see langword="null"/> when it differs from row to row.</summary>
    public Obligation? OfEveryRow
    {
        get
        {
            if (IsNever) return Obligation.Deny;
            return _forbidden == SqlPredicate.Never ? OfEveryRowNotForbidden : null;
        }
    }

    /// <summary>What holds for every row that no policy forbids; <see langword="null"/> when it differs from row to row.</summary>
    internal Obligation? OfEveryRowNotForbidden
    {
        get
        {
            var mildest = Array.FindIndex(_permitted, condition => condition != SqlPredicate.Never);
            return mildest < 0 ? Obligation.Deny : _permitted[mildest] == SqlPredicate.Always ? (Obligation)mildest : null;
        }
    }

    /// <summary>Where a policy forbids.</summary>
    internal string Forbidden => _forbidden;

    /// <summary>An expression that gives the name of the obligation of each row, in lower case; <c>deny</c> where the value may not be seen.</summary>
    public string ObligationSql()
    {
        var cases = Cases().Where(item => item.Condition != SqlPredicate.Never)
            .Select(item => $" WHEN {item.Condition} THEN '{Word(item.Obligation)}'");
        return $"CASE WHEN {_forbidden} THEN 'deny'{string.Concat(cases)} ELSE 'deny' END";
    }

    /// <summary>An expression that gives a column as the request may see it: as it is, digested, masked, or nothing.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="isText">The column holds text; only that can show a mask or a digest, others show nothing instead.</param>
    /// <param name="digestKey">Secret that keeps digests from being guessed.</param>
    public string Mask(string column, bool isText, string digestKey)
    {
        var name = DuckDbSql.Identifier(column);
        if (_forbidden == SqlPredicate.Never && _permitted[0] == SqlPredicate.Always) return name;
        var cases = Cases().Where(item => item.Condition != SqlPredicate.Never).Select(item => $" WHEN {item.Condition} THEN {Shown(item.Obligation)}");
        return $"CASE WHEN {_forbidden} THEN NULL{string.Concat(cases)} ELSE NULL END";

        string Shown(Obligation obligation) => obligation switch
        {
            Obligation.None => name,
            Obligation.Mask when isText => $"CASE WHEN {name} IS NULL THEN NULL ELSE '{MaskText}' END",
            Obligation.Hash when isText => $"sha2(concat_ws('', {DuckDbSql.Literal(digestKey)}, {name}), 256)",
            _ => "NULL",
        };
    }

    /// <summary>What stands for a masked text.</summary>
    public const string MaskText = "***";

    private string PermittedAtAll => _permitted.Aggregate(SqlPredicate.Never, SqlPredicate.Either);

    private IEnumerable<(Obligation Obligation, string Condition)> Cases() =>
        _permitted.Select((condition, obligation) => ((Obligation)obligation, condition));

    private static string Negated(string condition) => condition switch
    {
        SqlPredicate.Never => SqlPredicate.Always,
        SqlPredicate.Always => SqlPredicate.Never,
        _ => $"(NOT {condition})",
    };

    private static string Word(Obligation obligation) => obligation switch
    {
        Obligation.None => "none",
        Obligation.Hash => "hash",
        Obligation.Mask => "mask",
        Obligation.Redact => "redact",
        _ => "deny",
    };
}
