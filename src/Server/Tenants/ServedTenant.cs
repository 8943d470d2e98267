using Carelake.Server.Identity;
using Carelake.Server.Live;
using Carelake.Server.Receivers;

namespace Carelake.Server.Tenants;

/// <summary>A tenant with what the server keeps open for it.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Accounts">Its accounts.</param>
/// <param name="SignIn">Signs its people in.</param>
/// <param name="Codes">Its one-time codes.</param>
/// <param name="Board">Its live boards; <see langword="null"/> when no feed reaches it.</param>
/// <param name="Feeds">Where messages come from; <see langword="null"/> when no feed reaches it.</param>
/// <param name="Receivers">What takes messages for it by HTTP; <see langword="null"/> when this server has no log to keep them in.</param>
internal sealed record ServedTenant(Tenant Tenant, IdentityStore Accounts, SignIn SignIn, OneTimeCodes Codes, LiveBoards? Board, LiveFeeds? Feeds, HttpReceivers? Receivers);
