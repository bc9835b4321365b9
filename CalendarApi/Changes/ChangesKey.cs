using TeamCalendars.Tenants;

namespace CalendarApi.Changes;

/// <summary>What makes two questions the same. The head is part of it: the same stretch read later may show a later state.</summary>
internal readonly record struct ChangesKey(TenantId Tenant, Position Since, long Head, int Limit);
