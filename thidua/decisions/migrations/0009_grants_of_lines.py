from django.db import migrations


def _of_lines(grants, lines):
    """What numbered decisions entered: by number, day and whom it went to."""
    for line in lines:
        decision, nomination = line.decision, line.nomination
        if nomination.grant_id is not None or decision.number is None:
            continue
        rows = grants.filter(
            province=decision.province_id,
            recipient=nomination.recipient_id,
            subject_name=line.subject_name,
            award_code=line.award_code,
            decision_number=f"{decision.number:02d}/{decision.symbol}",
            decision_date=decision.issued_on,
            nomination=None,
        )
        grant = rows.first()
        if grant is not None:
            grant.of_register, grant.received_on = True, nomination.received_on
            grant.save(update_fields=["of_register", "received_on"])
            nomination.grant = grant
            nomination.save(update_fields=["grant"])


def _from_above(grants, nominations):
    """What was entered for dossiers that went up; no line of a decision carries them."""
    for nomination in nominations:
        rows = grants.filter(
            recipient=nomination.recipient_id,
            subject_name=nomination.subject_name,
            achievement=nomination.achievement,
            nomination=None,
        ).exclude(deed="")
        grant = rows.first()
        if grant is not None:
            grant.received_on = nomination.received_on
            grant.save(update_fields=["received_on"])
            nomination.grant = grant
            nomination.save(update_fields=["grant"])


def link(apps, editor):
    """Each awarded nomination knows its own line of the ledger."""
    grants = apps.get_model("awards", "Grant").objects.all()
    lines = apps.get_model("decisions", "Line").objects.filter(dropped=False).exclude(decision__state="dropped")
    _of_lines(grants, lines.select_related("decision", "nomination"))
    rows = apps.get_model("nominations", "Nomination").objects.filter(state="awarded", grant=None)
    _from_above(grants, rows.exclude(recipient=None).exclude(lines__dropped=False))


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0008_longer_symbols"),
        ("nominations", "0014_year_and_grant"),
        ("awards", "0009_revocations"),
    ]
    operations = [migrations.RunPython(link, migrations.RunPython.noop)]
