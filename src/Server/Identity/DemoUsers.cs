using System.Collections.Immutable;

namespace Carelake.Server.Identity;

/// <summary>The people of the demo: one for each kind of person that the product is for. They exist in <c>carelake demo</c> alone, which answers this machine alone.</summary>
public static class DemoUsers
{
    private static readonly DateOnly Trained = new(2099, 12, 31);

    /// <summary>User name, name and role of each; <c>administrator</c> is no role of the policies.</summary>
    public static ImmutableArray<(string UserName, string Name, string Role)> All { get; } =
    [
        ("grace", "Grace Okafor", "clinician"),
        ("noor", "Noor Haddad", "nurse"),
        ("cody", "Cody Brandt", "coder"),
        ("bill", "Bill Navarro", "billing_administrator"),
        ("bea", "Bea Lindqvist", "bed_manager"),
        ("ana", "Ana Moreau", "analyst"),
        ("dev", "Dev Iyer", "data_engineer"),
        ("rhea", "Rhea Castellan", "researcher"),
        ("colm", "Colm Byrne", "compliance_officer"),
        ("ada", "Ada Whitfield", "administrator"),
    ];

    /// <summary>The password of a demo user.</summary>
    public static string PasswordOf(string userName) => $"demo-{userName}";

    /// <summary>Makes those that are not there yet.</summary>
    /// <param name="store">Accounts of the demo.</param>
    /// <param name="passwords">Keeps their passwords.</param>
    /// <param name="facilities">Facilities they work for.</param>
    /// <param name="department">The nurse's department, as <c>facility|department</c>.</param>
    /// <param name="patients">Patients in the clinician's care, as <c>facility|patient</c>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task AddAsync(
        IdentityStore store, Passwords passwords, IEnumerable<string> facilities, string? department, IEnumerable<string> patients, CancellationToken cancellationToken)
    {
        var known = (await store.UsersAsync(cancellationToken)).Select(user => user.UserName).ToHashSet(StringComparer.Ordinal);
        foreach (var (userName, name, role) in All.Where(user => !known.Contains(user.UserName)))
        {
            var isAdministrator = role == "administrator";
            var user = new UserAccount
            {
                // The name is the id, so that the demo's audit log reads well.
                Id = userName, UserName = userName, Name = name, Roles = isAdministrator ? [] : [role], Facilities = [.. facilities], Department = role is "nurse" or "clinician" ? department : null,
                Purposes = isAdministrator ? ["operations"] : UserAccount.PurposesOf([role]), Patients = role == "clinician" ? [.. patients] : [], TrainedUntil = Trained,
                IsAdministrator = isAdministrator,
            };
            await store.AddUserAsync(user, passwords.Hash(PasswordOf(userName)), cancellationToken);
        }
    }
}
