using TeamCalendars.Tenants;

namespace CalendarApi.Changes;

/// <summary>Identifies a page. The head is part of it, because a later read of the same interval may return later revisions.</summary>
internal readonly record struct ChangesKey(TenantId Tenant, Position Since, long Head, int Limit);

/// <summary>Identifies the answer to all callers that see the same of a page.</summary>
/// <param name="Rights"><see cref="ChangesView.Rights"/></param>
internal readonly record struct AnswerKey(ChangesKey Page, string Rights);
