using System.Text.Json.Nodes;
using Carelake.Access.Reading;
using Carelake.Core;
using Carelake.Server.Identity;

namespace Carelake.Cli.Verbs;

/// <summary><c>carelake sql --as USER</c>: what an account of the server would be answered, by the same policies, and audited.</summary>
internal static class SqlAs
{
    private const int MostRows = 1_000_000;

    /// <summary>Asks as an account.</summary>
    /// <exception cref="CarelakeException">CLI-0053: there is no such account; those of governed reading.</exception>
    public static async Task<GovernedRows> QueryAsync(ProjectContext context, string userName, string? purpose, string sql, CancellationToken cancellationToken)
    {
        var accounts = await IdentityStore.OpenAsync(await Composition.AccountsAsync(context, cancellationToken), TimeProvider.System, cancellationToken);
        var user = (await accounts.UsersAsync(cancellationToken)).FirstOrDefault(user => string.Equals(user.UserName, userName, StringComparison.OrdinalIgnoreCase))
            ?? throw new CarelakeException("CLI-0053", "There is no such account.", userName, "Accounts are made in the dashboard's administration; `carelake demo` has some.");
        await using var lake = await Composition.GovernedAsync(context, await context.OperationsAsync(cancellationToken), cancellationToken);
        return await lake.QueryAsync(user.ToViewer(purpose), sql, MostRows, cancellationToken);
    }

    /// <summary>Writes an answer as a table, CSV or JSON.</summary>
    public static void Write(Terminal terminal, GovernedRows rows, bool isJson, bool isCsv)
    {
        if (isJson)
        {
            terminal.WriteJson(rows.Rows.Select(row => new JsonObject(rows.Columns.Zip(row.Values).Select(cell => KeyValuePair.Create(cell.First.Name, ValueText.Json(cell.Second))))));
            return;
        }
        if (isCsv)
        {
            terminal.Out.WriteLine(string.Join(',', rows.Columns.Select(column => ValueText.Csv(column.Name))));
            foreach (var row in rows.Rows) terminal.Out.WriteLine(string.Join(',', row.Values.Select(value => value is null ? "" : ValueText.Csv(ValueText.Of(value)))));
            return;
        }
        var table = new TextTable(terminal, [.. rows.Columns.Select((column, index) => rows.Rows.Any(row => row.Values[index] is { } value && ValueText.IsNumber(value.GetType())) ? ">" + column.Name : column.Name)]);
        foreach (var row in rows.Rows) table.Add([.. row.Values.Select(value => value is null ? "" : ValueText.Of(value))]);
        table.Write(terminal);
        terminal.Say($"{rows.Rows.Length:N0} {(rows.Rows.Length == 1 ? "row" : "rows")}{(rows.IsTruncated ? "; there are more" : "")}");
    }
}
