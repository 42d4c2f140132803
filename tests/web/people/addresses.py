"""Addresses that the tests about people share."""

ADA = {
    "employee_id": "A100",
    "first_name": "Ada",
    "last_name": "Åkerman",
    "email": "Ada@Example.org",
    "language": "sv",
}
