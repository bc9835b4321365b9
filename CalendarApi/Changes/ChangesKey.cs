using TeamCalendars.Tenants;

namespace CalendarApi.Changes;

/// <summary>Identifies a page. The head is part of it, because a later read of the same interval may return later revisions.</summary>
internal readonly record struct ChangesKey(TenantId Tenant, Position Since, long Head, int Limit);
