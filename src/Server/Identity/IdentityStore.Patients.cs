using Dapper;
using Microsoft.Data.Sqlite;

namespace Carelake.Server.Identity;

public sealed partial class IdentityStore
{
    /// <summary>Takes patients out of the care of every account, and leaves no trace of them in the file of the database.</summary>
    /// <param name="patients">As <c>facility|patient</c>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task ForgetPatientsAsync(IReadOnlyCollection<string> patients, CancellationToken cancellationToken)
    {
        var changed = (await UsersAsync(cancellationToken)).Where(user => user.Patients.Any(patients.Contains)).ToList();
        if (changed.Count == 0) return;
        await using var connection = await _dialect.OpenAsync(cancellationToken);
        // SQLite marks what is deleted as free and leaves the bytes; PostgreSQL's are for its vacuum.
        if (connection is SqliteConnection) await connection.ExecuteAsync(new CommandDefinition("pragma secure_delete = on", cancellationToken: cancellationToken));
        foreach (var user in changed)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                "update carelake_user set patients = @patients where user_id = @id", new { id = user.Id, patients = List(user.Patients.Where(patient => !patients.Contains(patient))) }, cancellationToken: cancellationToken));
        }
        if (connection is SqliteConnection) await connection.ExecuteAsync(new CommandDefinition("pragma wal_checkpoint(truncate)", cancellationToken: cancellationToken));
    }
}
